"""What commands do with several plans together."""
