"""Help requests 黄丝带 from raising to confirmation."""
