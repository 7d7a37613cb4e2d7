Auth0.setClient({"id":"c1","tenant":"acme","strategies":[{"name":"google-oauth2","connections":[{"name":"google-oauth2"}]},{"name":"auth0","connections":[{"name":"Agents"},{"name":"Old"}]}]});
