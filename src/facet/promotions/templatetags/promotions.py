"""Words of promotions for templates of the domains above."""

from django import template

from facet.promotions.selectors import words

register = template.Library()
register.filter("offer_name", words.named)
register.filter("why_not", words.why_not)
register.filter("gives", words.gives)
