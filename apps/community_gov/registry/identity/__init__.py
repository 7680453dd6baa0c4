"""Who a person is: numbers protected, masked, found and revealed; records merged."""
