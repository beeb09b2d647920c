"""What tests stand on: databases of one test long, a visitor with a browser's manners, and a clock that can be set."""
