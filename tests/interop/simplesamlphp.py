"""A real SimpleSAMLphp (Debian package) on loopback behind TLS, with one service provider.

Everything it needs lies in one temporary folder; the system's configuration is not touched.
"""

import http.client
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time

from ports import free_port

HOST = "saml.acme.localhost"
WEB_ROOT = "/usr/share/simplesamlphp/www"
APACHE_MODULES = "/usr/lib/apache2/modules"

APACHE_CONF = """
ServerRoot "{root}"
ServerName {host}
PidFile "{root}/apache.pid"
DefaultRuntimeDir "{root}"
ErrorLog "{root}/error.log"
Listen 127.0.0.1:{port}
{user}
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule env_module {modules}/mod_env.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule socache_shmcb_module {modules}/mod_socache_shmcb.so
LoadModule ssl_module {modules}/mod_ssl.so
{php_module}
TypesConfig /etc/mime.types
StartServers 2
MinSpareServers 1
MaxSpareServers 4
MaxRequestWorkers 8
SSLEngine on
SSLCertificateFile "{root}/tls.pem"
SSLCertificateKeyFile "{root}/tls.key"
SetEnv SIMPLESAMLPHP_CONFIG_DIR {root}/config
Alias /simplesaml {www}
<Directory {www}>
  Require all granted
</Directory>
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
"""

CONFIG = """<?php
$config = [
    'baseurlpath' => 'https://{host}:{port}/simplesaml/',
    'certdir' => '{root}/cert/',
    'loggingdir' => '{root}/log/',
    'datadir' => '{root}/data/',
    'tempdir' => '{root}/tmp',
    'metadatadir' => '{root}/metadata/',
    'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
    'secretsalt' => 'a-salt-of-this-test-only',
    'auth.adminpassword' => '{admin}',
    'technicalcontact_email' => 'na@acme.test',
    'showerrors' => true,
    'logging.level' => SimpleSAML\\Logger::INFO,
    'logging.handler' => 'file',
    'logging.logfile' => 'simplesamlphp.log',
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true,
                        'consent' => true],
    'session.cookie.secure' => true,
    'session.cookie.samesite' => 'None',
    'language.cookie.secure' => true,
    'language.cookie.samesite' => 'None',
    'session.phpsession.savepath' => '{root}/sessions',
    'store.type' => 'phpsession',
    'metadata.sources' => [['type' => 'flatfile']],
];
"""

AUTH_SOURCES = """<?php
$config = [
    'admin' => ['core:AdminPassword'],
    'people' => [
        'exampleauth:UserPass',
        {user} => [
            'uid' => ['flex-check'],
            'email' => ['flex-check@acme.test'],
            'full_name' => ['Flex Check'],
            'roles' => ['agent'],
        ],
    ],
];
"""

IDP_HOSTED = """<?php
$metadata['{issuer}'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.pem',
    'auth' => 'people',
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
    'saml20.sign.response' => true,
    'saml20.sign.assertion' => true,
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    'authproc' => [
        3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'email',
              'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
        {consent}
    ],
];
"""
CONSENT = "90 => ['class' => 'consent:Consent'],"  # asked anew in each session

SP_REMOTE = """<?php
$metadata['{entity_id}'] = [
    'AssertionConsumerService' => '{acs_url}',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    'simplesaml.attributes' => true,
];
"""


def available():
    return (os.path.isdir(WEB_ROOT) and shutil.which("apache2") is not None and
            _php_module() is not None)


def _php_module():
    found = sorted(pathlib.Path(APACHE_MODULES).glob("libphp*.so"))
    return found[-1] if found else None


def php_string(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


class SimpleSamlPhp:
    """Start with start(entity_id, acs_url); stop() ends it and removes its folder."""

    def __init__(self, username, password, consent=False):
        self.consent = CONSENT if consent else ""
        self.username = username
        self.password = password
        self.port = free_port()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-simplesamlphp-"))
        self.base = f"https://{HOST}:{self.port}/simplesaml"
        self.issuer = f"{self.base}/saml2/idp/metadata.php"
        self.sso_url = f"{self.base}/saml2/idp/SSOService.php"
        self.certificate = self.root / "cert" / "idp.pem"
        self.ca = self.root / "tls.pem"
        self.process = None
        for folder in ("config", "cert", "log", "data", "tmp", "metadata", "sessions"):
            (self.root / folder).mkdir()
        self._make_key("cert/idp", "/CN=acme signing")
        self._make_key("tls", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")

    def _make_key(self, name, subject, *extra):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90",
                        "-subj", subject, *extra, "-keyout", self.root / f"{name}.key",
                        "-out", self.root / f"{name}.pem"], check=True, capture_output=True)

    def _write(self, name, text):
        (self.root / name).write_text(text, encoding="utf-8")

    def _apache_conf(self):
        module = _php_module()
        version = "php" if module.name.startswith("libphp8") else "php7"
        return APACHE_CONF.format(
            root=self.root, host=HOST, port=self.port, modules=APACHE_MODULES, www=WEB_ROOT,
            php_module=f"LoadModule {version}_module {module}",
            user="User www-data\nGroup www-data" if os.getuid() == 0 else "")

    def start(self, entity_id, acs_url):
        values = {"root": self.root, "host": HOST, "port": self.port, "admin": "not-used-here"}
        self._write("config/config.php", CONFIG.format(**values))
        login = php_string(f"{self.username}:{self.password}")
        self._write("config/authsources.php", AUTH_SOURCES.format(user=login))
        self._write("metadata/saml20-idp-hosted.php",
                    IDP_HOSTED.format(issuer=self.issuer, consent=self.consent))
        self._write("metadata/saml20-sp-remote.php",
                    SP_REMOTE.format(entity_id=entity_id, acs_url=acs_url))
        self._write("apache.conf", self._apache_conf())
        if os.getuid() == 0:  # Apache's children run as www-data
            subprocess.run(["chown", "-R", "www-data:", self.root], check=True)
        self.process = subprocess.Popen(
            ["apache2", "-f", self.root / "apache.conf", "-DFOREGROUND"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True)  # Apache ends its whole process group
        self._wait_until_ready()

    def _wait_until_ready(self, seconds=30):
        context = ssl.create_default_context(cafile=self.ca)
        context.check_hostname = False  # Python does not know names below .localhost
        deadline = time.monotonic() + seconds
        last = None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("apache2 ended: " + self.process.stderr.read().decode())
            try:
                connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context,
                                                         timeout=10)
                connection.request("GET", self.issuer, headers={"Host": f"{HOST}:{self.port}"})
                if connection.getresponse().status == 200:
                    return
            except OSError as error:
                last = error
                time.sleep(0.1)
        raise RuntimeError(f"SimpleSAMLphp did not answer: {last}\n{self.log()}")

    def log(self):
        parts = []
        for name in ("error.log", "log/simplesamlphp.log"):
            path = self.root / name
            if path.exists():
                parts.append(path.read_text(encoding="utf-8", errors="replace")[-3000:])
        return "\n".join(parts)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process.stderr.close()
        shutil.rmtree(self.root, ignore_errors=True)


if __name__ == "__main__":  # to look at it by hand: entity id and ACS URL as arguments
    server = SimpleSamlPhp("flex-check@acme.test", 'a&b+c%d "e\' ü')
    server.start(sys.argv[1], sys.argv[2])
    print(server.sso_url, server.ca, flush=True)
    try:
        server.process.wait()
    finally:
        server.stop()
