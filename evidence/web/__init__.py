"""The workbench in the browser: read, correct, judge, compare and export; every verb it offers is one of `workflow`.

`app.make_app` builds it. A route reads the request, calls one verb of `workflow` or one question of `store`, and
renders; it decides nothing. Who may call a route is written in its signature (`who.Reader`, `who.Coder`, …).
"""
