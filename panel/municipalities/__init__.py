"""The municipality that asks: its name, its address on the web, its theme and its districts."""
