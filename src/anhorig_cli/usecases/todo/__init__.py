"""What is to be done, over all plans, and where it may be sent."""
