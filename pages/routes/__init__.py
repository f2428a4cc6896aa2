"""The ASGI edge: plain routes, the gate and the headers around Streamlit."""
