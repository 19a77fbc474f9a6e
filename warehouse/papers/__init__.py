"""Papers of the programme: documents with their versions, reviews of projects, what the programme asks for."""
