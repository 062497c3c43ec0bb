"""The layout kit: base pages, components, icons, navigation, slots, and the one renderer of refusals."""
