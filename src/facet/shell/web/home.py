"""The first page of the day: what must I do now, where am I against plan; and all functions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from facet.shell.web import panels
from facet.shell.web.greeting import greeting


def home(request: HttpRequest) -> HttpResponse:
    """To-do left, four figures in the middle, prices and alerts right. Source: ux.md §2.2, look home.png."""
    board = panels.board(request.actor)
    return render(request, "shell/home.html", {"board": board, "greeting": greeting(request.actor, len(board.todos))})


def functions(request: HttpRequest) -> HttpResponse:
    """Every command this person can use, laid out like a phone's home screen, with the same groups and icons."""
    return render(request, "shell/functions.html")
