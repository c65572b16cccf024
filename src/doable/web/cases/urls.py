"""Addresses of the page of a case."""

from __future__ import annotations

from django.urls import path

from doable.web.cases import acting, replying, views

urlpatterns = [
    path("<int:pk>/", views.show, name="case"),
    path("<int:pk>/messages/<int:message>/html/", views.html, name="case_html"),
    path("<int:pk>/attachments/<slug:stored>/", views.attachment, name="case_attachment"),
    path("<int:pk>/attachments/<slug:stored>/shown/", views.picture, name="case_picture"),
    path("<int:pk>/take-over/", acting.take_over, name="case_take_over"),
    path("<int:pk>/settle/", acting.settle, name="case_settle"),
    path("<int:pk>/reopen/", acting.reopen, name="case_reopen"),
    path("<int:pk>/note/", acting.note, name="case_note"),
    path("<int:pk>/tie/", acting.tie, name="case_tie"),
    path("<int:pk>/untie/", acting.untie, name="case_untie"),
    path("<int:pk>/state/", acting.state, name="case_state"),
    path("<int:pk>/take-back/", acting.take_back, name="case_take_back"),
    path("<int:pk>/asks/", acting.add_ask, name="case_add_ask"),
    path("<int:pk>/asks/<int:ask>/", acting.change_ask, name="case_change_ask"),
    path("<int:pk>/asks/<int:ask>/drop/", acting.drop_ask, name="case_drop_ask"),
    path("<int:pk>/approval/", acting.ask_approval, name="case_ask_approval"),
    path("<int:pk>/approval/<int:asked>/take-back/", acting.take_back_approval, name="case_approval_back"),
    path("<int:pk>/consultation/", acting.consult, name="case_consult"),
    path(
        "<int:pk>/consultation/<int:asked>/take-back/",
        acting.take_back_consultation,
        name="case_consultation_back",
    ),
    path("<int:pk>/draft/", replying.draft, name="case_draft"),
    path("<int:pk>/rewrite/", replying.rewrite, name="case_rewrite"),
    path("<int:pk>/insert/", replying.insert, name="case_insert"),
    path("<int:pk>/keep/", replying.keep, name="case_keep"),
    path("<int:pk>/send/", replying.send, name="case_send"),
    path("<int:pk>/call-back/", replying.call_back, name="case_call_back"),
]
