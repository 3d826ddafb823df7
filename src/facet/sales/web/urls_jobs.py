"""The screens of services and deliveries."""

from django.urls import path

from facet.sales.web import deliveries, jobs, signatures, slips

JOBS = [
    path("services", jobs.jobs, name="jobs"),
    path("services/new", jobs.take, name="job_new"),
    path("services/sizes", jobs.sizes, name="ring_sizes"),
    path("services/<str:number>", jobs.job, name="job"),
    path("services/<str:number>/step", jobs.step, name="job_step"),
    path("services/<str:number>/photo", jobs.photo, name="job_photo"),
    path("services/<str:number>/pay", jobs.pay, name="job_pay"),
    path("services/<str:number>/photos/<int:photo_no>", jobs.picture, name="job_picture"),
    path("services/<str:number>/slip", slips.slip, {"kind": "job"}, name="job_slip"),
    path("services/<str:number>/slip.pdf", slips.slip_as_pdf, {"kind": "job"}, name="job_slip_pdf"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("deliveries/<str:number>", deliveries.delivery, name="delivery"),
    path("deliveries/<str:number>/photo", deliveries.photo, name="delivery_photo"),
    path("deliveries/<str:number>/photos/<int:photo_no>", deliveries.picture, name="delivery_picture"),
    path("deliveries/<str:number>/slip", slips.slip, {"kind": "delivery"}, name="delivery_slip"),
    path("deliveries/<str:number>/slip.pdf", slips.slip_as_pdf, {"kind": "delivery"}, name="delivery_slip_pdf"),
    path("signatures/<str:number>/<str:act>", signatures.signature, name="signature"),
    path("deliveries/<str:number>/step", deliveries.step, name="delivery_step"),
    path("<uuid:sale_id>/deliver", deliveries.deliver, name="deliver"),
]
