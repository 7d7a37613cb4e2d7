package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"
)

// routes say how the hosts of a provider are reached: all of them are the lab's, on this machine.
type routes struct {
	Lab     string            `json:"lab"`     // "127.0.0.1:8443"
	Hosts   map[string]string `json:"hosts"`   // "console.vendor.example" -> "vendor.idp.localhost:8443"
	Entries map[string]string `json:"entries"` // path of the provider's own link -> address with SAMLRequest
	Before  string            `json:"before"`  // asked for first, as the service's redirect would
}

// gateway is a proxy that ends TLS with a certificate of its own and asks the lab. The client begins
// at the provider, at a link that names the application; the lab begins with a request of the
// service: the gateway puts the second in the place of the first.
type gateway struct {
	routes      routes
	certificate tls.Certificate
	back        http.Handler
	jar         *cookiejar.Jar // of what was asked before the client came
}

func openGateway(routes routes) (string, error) {
	certificate, err := selfSigned()
	if err != nil {
		return "", err
	}
	jar, _ := cookiejar.New(nil)
	one := &gateway{routes: routes, certificate: certificate, jar: jar}
	one.back = &httputil.ReverseProxy{Rewrite: one.rewrite, Transport: one.transport()}
	if err := one.askBefore(); err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go http.Serve(listener, http.HandlerFunc(one.connect))
	return listener.Addr().String(), nil
}

// Nothing but the lab is ever asked.
func (g *gateway) transport() *http.Transport {
	return &http.Transport{
		Dial:            func(network, _ string) (net.Conn, error) { return net.Dial(network, g.routes.Lab) },
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
}

func (g *gateway) askBefore() error {
	if g.routes.Before == "" {
		return nil
	}
	asker := http.Client{Transport: g.transport(), Jar: g.jar}
	reply, err := asker.Get(g.routes.Before)
	if err == nil {
		reply.Body.Close()
	}
	return err
}

func (g *gateway) connect(w http.ResponseWriter, r *http.Request) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	connection.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
	secured := tls.Server(connection, &tls.Config{Certificates: []tls.Certificate{g.certificate}})
	go http.Serve(&oneConnection{connection: secured}, g.back)
}

func (g *gateway) rewrite(r *httputil.ProxyRequest) {
	host := r.In.Host
	if other, found := g.routes.Hosts[host]; found {
		host = other
	}
	r.Out.Host = host
	r.Out.URL.Scheme, r.Out.URL.Host = "https", host
	// The lab's library takes one question mark, and saml2aws writes a second one.
	r.Out.URL.RawQuery = strings.ReplaceAll(r.Out.URL.RawQuery, "?", "%3F")
	if entry, found := g.routes.Entries[r.In.URL.Path]; found {
		r.Out.URL, _ = url.Parse(entry)
		r.Out.Host = r.Out.URL.Host
	}
	for _, cookie := range g.jar.Cookies(r.Out.URL) {
		if !strings.Contains(r.Out.Header.Get("Cookie"), cookie.Name+"=") {
			r.Out.AddCookie(cookie)
		}
	}
}

// oneConnection is a listener that gives the one that it has, and then waits for ever.
type oneConnection struct {
	connection net.Conn
	given      bool
}

func (o *oneConnection) Accept() (net.Conn, error) {
	if o.given {
		select {}
	}
	o.given = true
	return o.connection, nil
}
func (o *oneConnection) Close() error   { return nil }
func (o *oneConnection) Addr() net.Addr { return o.connection.LocalAddr() }

func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	written, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{written}, PrivateKey: key}, err
}
