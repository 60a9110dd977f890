"""The two maps as Streamlit components."""
