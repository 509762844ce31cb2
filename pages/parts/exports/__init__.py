"""A Chart's faces outside the screen: slide, sheet, report, picture, table; free of Streamlit."""
