// Runs crewjam's samlidp, an identity provider that others wrote, with accounts and services that one
// JSON object on standard input names. Says "ready" on standard output when it serves.
package main

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"crypto/x509"
	"github.com/crewjam/saml"
	"github.com/crewjam/saml/samlidp"
	"golang.org/x/crypto/bcrypt"
)

type set struct {
	URL         string            `json:"url"`
	Listen      string            `json:"listen"`
	Certificate string            `json:"certificate"` // PEM files, of TLS and of the signature
	Key         string            `json:"key"`
	Users       map[string]string `json:"users"`    // name -> password
	Services    []string          `json:"services"` // metadata
	Claims      map[string]string `json:"claims"`   // of every user
}

// claims adds what Flex asks for to what samlidp says by itself.
type claims map[string]string

func (c claims) MakeAssertion(request *saml.IdpAuthnRequest, session *saml.Session) error {
	session.NameID = session.UserEmail
	for name, value := range c {
		session.CustomAttributes = append(session.CustomAttributes, saml.Attribute{
			Name:       name,
			NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified",
			Values:     []saml.AttributeValue{{Type: "xs:string", Value: value}},
		})
	}
	return saml.DefaultAssertionMaker{}.MakeAssertion(request, session)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	var set set
	must(json.NewDecoder(os.Stdin).Decode(&set))
	pair, err := tls.LoadX509KeyPair(set.Certificate, set.Key)
	must(err)
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	must(err)
	root, err := url.Parse(set.URL)
	must(err)
	server, err := samlidp.New(samlidp.Options{
		URL: *root, Key: pair.PrivateKey, Certificate: leaf, Store: storeOf(set),
		Logger: log.New(os.Stderr, "", 0),
	})
	must(err)
	server.IDP.AssertionMaker = claims(set.Claims)
	listener, err := tls.Listen("tcp", set.Listen, &tls.Config{Certificates: []tls.Certificate{pair}})
	must(err)
	fmt.Println("ready")
	must(http.Serve(listener, server))
}

func storeOf(set set) samlidp.Store {
	store := &samlidp.MemoryStore{}
	for name, password := range set.Users {
		hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
		must(err)
		must(store.Put("/users/"+name, samlidp.User{Name: name, Email: name, HashedPassword: hash}))
	}
	for number, metadata := range set.Services {
		name := fmt.Sprint(number)
		must(store.Put("/services/"+name, samlidp.Service{Name: name, RawMetadata: []byte(metadata)}))
	}
	return store
}
