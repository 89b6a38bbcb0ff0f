"""How paper is made: letterhead, numbered articles, tables, signatures. Knows no model of ours."""
