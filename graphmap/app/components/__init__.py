"""The two maps as Streamlit components, and the frontend that they share."""
