from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Fifty rows a page, a hundred at most. Alone in its module: viewsets import this setting."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100
