"""Areas down to grid cells by the national codes, their boundaries, and the working-day calendar."""
