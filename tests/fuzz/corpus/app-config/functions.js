const base = {a: [1, 2.5e3, -0x1F, null, undefined, /x/]}; const f = (x) => { return {...base, x}; };
var appConfig = Object.assign({}, f("y"), JSON.parse("{\"b\":true}"));