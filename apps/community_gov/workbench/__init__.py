"""What the phone workbench shows of all domains: what waits for somebody, one thing at a glance, their own figures."""
