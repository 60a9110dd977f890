"""The app: pages over the library, in Streamlit."""
