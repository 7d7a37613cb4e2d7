"""Debian's nginx on loopback, with a configuration of the test's own."""

import os
import shutil
import socket
import subprocess
import time

FRAME = """daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {servers}
}}
"""
# What Debian's OpenSSL would refuse to offer as a server.
LENIENT = """openssl_conf = all
[all]
ssl_conf = tls
[tls]
system_default = everywhere
[everywhere]
CipherString = DEFAULT@SECLEVEL=0
MinProtocol = TLSv1
"""


def is_installed():
    return bool(shutil.which("nginx"))


class Nginx:
    """`places` tells the addresses and ports that must answer before a test may begin."""

    def __init__(self, folder, servers, places):
        self.folder = folder
        config = folder / "nginx.conf"
        config.write_text(FRAME.format(folder=folder, servers=servers), encoding="utf-8")
        lenient = folder / "openssl.cnf"
        lenient.write_text(LENIENT, encoding="ascii")
        self.process = subprocess.Popen(
            ["nginx", "-p", folder, "-c", config], stdin=subprocess.DEVNULL, text=True,
            stderr=subprocess.PIPE, env={**os.environ, "OPENSSL_CONF": str(lenient)})
        for address, port in places():
            self.wait_for(address, port)

    def wait_for(self, address, port):
        for _ in range(500):
            if self.process.poll() is not None:
                raise RuntimeError("nginx did not start: " + self.process.stderr.read())
            try:
                socket.create_connection((address, port), timeout=1).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.02)
        raise RuntimeError("nginx did not listen")

    def accesses(self):
        return (self.folder / "access.log").read_text(encoding="utf-8").splitlines()

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stderr.close()
