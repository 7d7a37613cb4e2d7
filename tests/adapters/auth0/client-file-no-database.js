Auth0.setClient({"id":"c1","strategies":[{"name":"samlp","connections":[{"name":"corp"}]}]});
