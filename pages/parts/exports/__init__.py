"""A Chart's faces outside the screen: slide, sheet, report, picture and table. Free of Streamlit."""
