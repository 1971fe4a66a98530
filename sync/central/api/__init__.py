"""Central's HTTP interface beside the sync round trip, with its OpenAPI document."""
