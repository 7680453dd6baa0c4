"""The OpenAPI 3.1 document of the REST interface, made from the endpoints and DocTypes themselves."""
