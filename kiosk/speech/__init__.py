"""How text becomes sound."""
