"""Everything Waza Hub does behind its pages; holds no Streamlit and no chart code."""
