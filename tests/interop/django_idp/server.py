"""An identity provider as a Django site has one: pysaml2 answers, Django's admin (or two-factor's own
page) signs in, django-axes locks. One JSON object on standard input says how; "ready" on standard
output says that it serves."""

import json
import pathlib
import socketserver
import ssl
import sys
import wsgiref.simple_server

import django
from django.conf import settings

SET = json.load(sys.stdin)
FOLDER = pathlib.Path(SET["folder"])
LOGIN = {"admin": "/admin/login/", "two-factor": "/account/login/"}[SET["login"]]
APPS = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
settings.configure(
    SECRET_KEY="of this test only", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "site.sqlite",
                           "OPTIONS": {"timeout": 30}}},
    INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS), "django_otp",
                    "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static", "two_factor",
                    "axes"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django_otp.middleware.OTPMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware",
                "axes.middleware.AxesMiddleware"],
    AUTHENTICATION_BACKENDS=["axes.backends.AxesStandaloneBackend",
                             "django.contrib.auth.backends.ModelBackend"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                "OPTIONS": {"context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages"]}}],
    TWO_FACTOR_PATCH_ADMIN=False, AXES_FAILURE_LIMIT=3,
    AXES_LOCKOUT_PARAMETERS=["username"], STATIC_URL="/static/",
    LOGIN_URL=LOGIN, LOGIN_REDIRECT_URL="/", SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import redirect_to_login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: E402
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT  # noqa: E402
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT  # noqa: E402
from saml2.config import IdPConfig  # noqa: E402
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, NameID  # noqa: E402
from saml2.server import Server  # noqa: E402
from two_factor.urls import urlpatterns as two_factor_urls  # noqa: E402

BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"


def saml_server():
    names = {name: name for name in SET["claims"]}
    maps = FOLDER / "maps"
    maps.mkdir(exist_ok=True)
    (maps / "flex.py").write_text(f"MAP = {dict(identifier=BASIC, fro=names, to=names)!r}\n")
    (FOLDER / "sp.xml").write_text(SET["metadata"])
    return Server(config=IdPConfig().load({
        "entityid": SET["issuer"], "key_file": SET["key"], "cert_file": SET["certificate"],
        "xmlsec_binary": "/usr/bin/xmlsec1", "attribute_map_dir": str(maps),
        "metadata": {"local": [str(FOLDER / "sp.xml")]},
        "service": {"idp": {
            "want_authn_requests_signed": SET["signed_alone"],
            "endpoints": {"single_sign_on_service": [(SET["sso_url"], BINDING_HTTP_REDIRECT)]},
            "policy": {"default": {"name_form": BASIC, "lifetime": {"minutes": 5}}}}}}))


def sso(request):
    try:
        asked = IDP.parse_authn_request(
            request.GET["SAMLRequest"], BINDING_HTTP_REDIRECT, relay_state=request.GET.get("RelayState"),
            sigalg=request.GET.get("SigAlg"), signature=request.GET.get("Signature")).message
        answer = IDP.response_args(asked, [BINDING_HTTP_POST])
    except Exception as error:  # whatever it is, it is the site's error page
        return HttpResponse(f"{type(error).__name__}: {error}", status=403)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    answer.pop("name_id_policy", None)
    response = IDP.create_authn_response(
        dict(SET["claims"]), userid=request.user.username, sign_response=True, sign_assertion=True,
        name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=request.user.username),
        authn={"class_ref": PASSWORDPROTECTEDTRANSPORT}, **answer)
    form = IDP.apply_binding(BINDING_HTTP_POST, str(response), answer["destination"],
                             request.GET.get("RelayState", ""), response=True)
    return HttpResponse(form["data"])


urlpatterns = [path("sso", sso), path("admin/", admin.site.urls), path("", include(two_factor_urls))]


class Threads(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True


class Secured(wsgiref.simple_server.WSGIRequestHandler):
    def get_environ(self):
        return {**super().get_environ(), "HTTPS": "on"}  # Django compares the Origin's scheme


def fill():
    call_command("migrate", verbosity=0)
    user = User.objects.create_superuser(SET["user"], SET["user"], SET["password"])
    if SET["login"] == "two-factor":
        TOTPDevice.objects.create(user=user, name="default", key=SET["totp_key"], tolerance=1)


if __name__ == "__main__":
    IDP = saml_server()
    fill()
    server = wsgiref.simple_server.make_server("127.0.0.1", SET["port"], get_wsgi_application(),
                                               Threads, Secured)
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(SET["certificate"], SET["key"])
    server.socket = secured.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
    print("ready", flush=True)
    server.serve_forever()
