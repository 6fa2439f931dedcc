using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Catalog.Rules;

public sealed class EntryRulesTests
{
    [Theory]
    [InlineData("vendors: [{name: Acme}]", "vendors/Acme/name")]
    [InlineData("vendors: [{name: -acme}]", "vendors/-acme/name")]
    [InlineData("vendors: [{name: acme-}]", "vendors/acme-/name")]
    [InlineData("vendors: [{name: a, displayName: \"two\\nlines\"}]", "vendors/a/displayName")]
    [InlineData("vendors: [{name: a, parent: a}]", "vendors/a/parent")]
    [InlineData("vendors: [{name: a, parent: b}, {name: b, parent: a}]", "vendors/b/parent")]
    [InlineData("networks: [{name: Office, ranges: [203.0.113.0/24]}]", "networks/Office/name")]
    [InlineData("networks: [{name: n, ranges: []}]", "networks/n/ranges")]
    [InlineData("networks: [{name: n}]", "networks/n/ranges")]
    [InlineData("networks: [{name: n, ranges: [office]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [203.0.113.9]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [203.0.113.0/24, 203.0.113.9/24]}]", "networks/n/ranges[1]")]
    [InlineData("networks: [{name: n, ranges: [0.0.0.0/0]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [\"::/0\"]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [\"::ffff:10.0.0.0/104\"]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [203.0.113.64/26, 203.0.113.0/24]}]", "networks/n/ranges[0]")]
    [InlineData("networks: [{name: n, ranges: [203.0.113.0/24, 203.0.113.0/24]}]", "networks/n/ranges[1]")]
    [InlineData("networks: [{name: n, ranges: [203.0.113.0/24], description: \"two\\nlines\"}]", "networks/n/description")]
    [InlineData("roles: [{name: \"\"}]", "roles[0]/name")]
    [InlineData("people: [{login: operator, email: o@client.example}]", "people/operator/login")]
    [InlineData("people: [{login: x, email: not-an-address}]", "people/x/email")]
    [InlineData("people: [{login: x, email: x@client.example, timeZone: Africa/Lagoss}]", "people/x/timeZone")]
    [InlineData("people: [{login: x, email: x@client.example, roles: [nobody]}]", "people/x/roles[0]")]
    [InlineData("people: [{login: x, email: x@client.example, attestations: [{kind: pinky-promise, expiresAt: 2030-01-01}]}]", "people/x/attestations[0]")]
    [InlineData("people: [{login: x, email: x@client.example, attestations: [{kind: nda, expiresAt: 2030-01-01}, {kind: nda, expiresAt: 2031-01-01}]}]", "people/x/attestations[1]")]
    [InlineData("people: [{login: x, email: x@client.example, attestations: [{kind: nda, expiresAt: tomorrow}]}]", "people/x/attestations[0]/expiresAt")]
    [InlineData("environments: [{name: git, project: p, kind: web, classification: open, upstream: http://h}]", "environments/git/name")]
    [InlineData("environments: [{name: e, project: nope, kind: web, classification: open, upstream: http://h}]", "environments/e/project")]
    [InlineData("environments: [{name: e, project: p, kind: vm, classification: open, upstream: http://h}]", "environments/e/kind")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: secret, upstream: http://h}]", "environments/e/classification")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: file:///etc/passwd}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://u:p@h}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://h/path}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: h}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://h, workspace: relative}]", "environments/e/workspace")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://h, extensionFolders: [/opt/../etc]}]", "environments/e/extensionFolders[0]")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://h, sources: [10.0.0.1/8]}]", "environments/e/sources[0]")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: http://h, sources: [10.0.0.1]}]", "environments/e/sources[0]")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h}]", "environments/e/ssh")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: http://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: web, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h/path, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/upstream")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev}}]", "environments/e/ssh/hostKeys")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/ssh/login")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: Dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/ssh/login")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: root, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]}}]", "environments/e/ssh/login")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI], address: h}}]", "environments/e/ssh/address")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI], address: 'h:0'}}]", "environments/e/ssh/address")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-dss AAAAB3NzaC1kc3M=]}}]", "environments/e/ssh/hostKeys[0]")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostAuthorities: [nonsense]}}]", "environments/e/ssh/hostAuthorities[0]")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI], password: x}}]", "environments/e/ssh/password")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: text}]", "environments/e/ssh")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI], via: agent}}]", "environments/e/ssh/via")]
    [InlineData("environments: [{name: e, project: p, kind: ssh, classification: open, upstream: ssh://h, ssh: {login: dev, hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI], via: connector, address: 'h:22'}}]", "environments/e/ssh/address")]
    [InlineData("repositories: [{project: p, name: r, classification: open, upstream: http://h/r}]", "repositories/p/r/upstream")]
    [InlineData("repositories: [{project: p, name: r, classification: open, upstream: http://h/r.git?x=1}]", "repositories/p/r/upstream")]
    [InlineData("repositories: [{project: p, name: r, classification: open, upstream: http://h/r.git, protectedBranches: [\"a b\"]}]", "repositories/p/r/protectedBranches[0]")]
    [InlineData("windows: [{name: w, zone: UTC+1, weekly: [{days: daily, hours: all day}]}]", "windows/w/zone")]
    [InlineData("windows: [{name: w, zone: Africa/Lagos, weekly: [{days: Mon, hours: 25:00-26:00}]}]", "windows/w/weekly[0]/hours")]
    [InlineData("windows: [{name: w.x, zone: Africa/Lagos, weekly: [{days: Mon, hours: all day}]}]", "windows/w.x/name")]
    public async Task Refuses_WhatTheFieldCannotHold_AtItsPlace(string yaml, string path)
    {
        using var fixture = await CatalogFixture.EmptyAsync();
        await fixture.ApplyAsync([new CatalogDocument("base.yaml", "projects: [{name: p}]")]);

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.ApplyAsync([new CatalogDocument("c.yaml", yaml)]));

        var fault = Assert.Single(refused.Faults, fault => fault.Path == path);
        Assert.Equal(("c.yaml", 1), (fault.File, fault.Line));
        Assert.NotNull(fault.Column);
    }
}
