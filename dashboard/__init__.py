"""What people see: pages, callbacks, figures, components and papers."""
