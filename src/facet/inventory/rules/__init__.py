"""Pure decisions of inventory: states, weights, bulk."""
