"""What is bought from whom: suppliers, orders, receiving, prices fixed later, bills, goods of others."""
