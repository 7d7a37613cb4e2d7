// Signs in with saml2aws, a command-line client that others wrote and that is used with the real
// identity providers, and prints the SAML response that it was given. One JSON object on standard
// input says at which provider, and how its hosts are reached on this machine (gateway.go).
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/versent/saml2aws/v2/pkg/cfg"
	"github.com/versent/saml2aws/v2/pkg/creds"
	"github.com/versent/saml2aws/v2/pkg/prompter"
	"github.com/versent/saml2aws/v2/pkg/provider/aad"
	"github.com/versent/saml2aws/v2/pkg/provider/adfs"
	"github.com/versent/saml2aws/v2/pkg/provider/auth0"
	"github.com/versent/saml2aws/v2/pkg/provider/googleapps"
	"github.com/versent/saml2aws/v2/pkg/provider/jumpcloud"
	"github.com/versent/saml2aws/v2/pkg/provider/keycloak"
	"github.com/versent/saml2aws/v2/pkg/provider/okta"
	"github.com/versent/saml2aws/v2/pkg/provider/pingfed"
	"github.com/versent/saml2aws/v2/pkg/provider/shibboleth"
)

type task struct {
	Provider string `json:"provider"`
	URL      string `json:"url"`
	Target   string `json:"target"` // the ACS URL
	Username string `json:"username"`
	Password string `json:"password"`
	Code     string `json:"code"`
	Factor   string `json:"factor"` // as saml2aws calls it
	Choice   string `json:"choice"` // of several devices
	Gateway  routes `json:"gateway"`
}

type client interface {
	Authenticate(*creds.LoginDetails) (string, error)
}

func newClient(account *cfg.IDPAccount) (client, error) {
	switch account.Provider {
	case "ADFS":
		return adfs.New(account)
	case "Auth0":
		return auth0.New(account)
	case "AzureAD":
		return aad.New(account)
	case "GoogleApps":
		return googleapps.New(account)
	case "JumpCloud":
		return jumpcloud.New(account)
	case "KeyCloak":
		return keycloak.New(account)
	case "Okta":
		return okta.New(account)
	case "Ping":
		return pingfed.New(account)
	case "Shibboleth":
		return shibboleth.New(account)
	}
	return nil, fmt.Errorf("no provider %q", account.Provider)
}

// answers is the person in front of the client: there is one code, and one device to choose.
type answers struct{ code, choice string }

func (a answers) RequestSecurityCode(string) string { return a.code }
func (a answers) ChooseWithDefault(_, preset string, _ []string) (string, error) {
	return preset, nil
}
func (a answers) Choose(_ string, options []string) int {
	for number, option := range options {
		if a.choice != "" && strings.Contains(option, a.choice) {
			return number
		}
	}
	return 0
}
func (a answers) StringRequired(string) string   { return a.code }
func (a answers) String(_, preset string) string { return preset }
func (a answers) Password(string) string         { return "" }
func (a answers) Display(string)                 {}

func main() {
	log.SetOutput(os.Stderr)
	var task task
	if err := json.NewDecoder(os.Stdin).Decode(&task); err != nil {
		log.Fatal(err)
	}
	address, err := openGateway(task.Gateway)
	if err != nil {
		log.Fatal(err)
	}
	os.Setenv("HTTPS_PROXY", "http://"+address)
	prompter.SetPrompter(answers{task.Code, task.Choice})
	one, err := newClient(&cfg.IDPAccount{
		Provider: task.Provider, URL: task.URL, Username: task.Username, MFA: task.Factor,
		SkipVerify: true, TargetURL: task.Target, AmazonWebservicesURN: "flex", AppID: "flex",
		DisableSessions: true, DisableRememberDevice: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	response, err := one.Authenticate(&creds.LoginDetails{
		URL: task.URL, Username: task.Username, Password: task.Password, MFAToken: task.Code,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response)
}
