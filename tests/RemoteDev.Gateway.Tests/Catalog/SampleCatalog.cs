using RemoteDev.Gateway.Catalog.Documents;

namespace RemoteDev.Gateway.Tests.Catalog;

/// <summary>A small client with one vendor, as files an operator would apply.</summary>
internal static class SampleCatalog
{
    public const string Yaml = """
        vendors:
          - name: acme
            displayName: Acme Software
          - { name: acme-lagos, displayName: Acme Lagos, parent: acme }
        roles:
          - { name: admin, displayName: Administrator, administrative: true }
          - { name: security, displayName: Security reviewer, administrative: true }
          - { name: developer, displayName: Developer }
        documents:
          - name: training-2026
            kind: training
            version: 2026-1
            title: Working on the client's systems
            text: |-
              Lock the screen.

              Report what looks wrong.
            validDays: 365
        providers:
          - name: acme-id
            displayName: Acme's directory
            domains: [acme.example, lagos.acme.example]
            vendors: [acme-lagos, acme]
            mfaContexts: ["urn:acme:strong"]
            mfaMethods: [mfa]
            createsPeople: true
            rules:
              - { claim: groups, value: Client developers, role: developer }
        people:
          - login: ines
            displayName: Ines Duarte
            email: ines@client.example
            roles: [admin]
            timeZone: Europe/Lisbon
          - { login: otto, displayName: Otto Berg, email: otto@client.example, roles: [admin], timeZone: Europe/Berlin }
          - { login: sora, displayName: Sora Kim, email: sora@client.example, roles: [security], timeZone: Europe/Lisbon }
          - login: ada
            displayName: Ada Obi
            email: ada@acme.example
            vendor: acme-lagos
            roles: [developer]
            timeZone: Africa/Lagos
            attestations:
              - { kind: nda, expiresAt: 2030-12-31T23:59:59Z }
              - { kind: training, expiresAt: 2028-06-30 }
        projects:
          - { name: payments, displayName: Payments }
        environments:
          - name: payments-ide
            project: payments
            displayName: Payments workbench
            kind: code-server
            classification: internal
            upstream: http://10.0.3.7:8080
            workspace: /home/coder/payments
            extensionFolders: [/opt/code-server/extensions]
            sources: [10.0.3.0/24]
          - name: payments-vm
            project: payments
            displayName: Payments build host
            kind: ssh
            classification: internal
            upstream: ssh://10.0.3.9:22
            ssh:
              login: devuser
              hostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI]
        repositories:
          - project: payments
            name: app
            displayName: Payments service
            classification: internal
            upstream: http://10.0.3.8/payments/app.git
            protectedBranches: [main, release/2026]
        windows:
          - name: lagos-office
            zone: Africa/Lagos
            weekly:
              - { days: Mon-Fri, hours: "08:00-18:00" }
            closings:
              - { date: 2026-12-25, note: "Christmas: everybody is home" }
            validFrom: 2026-01-01
        networks:
          - name: office-lagos
            description: The office in Lagos, as its provider says
            ranges: [203.0.113.0/24, "2001:db8:12::/48"]
        """;

    public const string Cedar = """
        @id("offshore-work") @reason("Acme works on Payments in Lagos office hours") @mfa("8h")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };

        @id("admins-edit") @reason("Administrators write the policy") @mfa("8h")
        permit (principal in RemoteDev::Role::"admin", action == RemoteDev::Action::"editPolicy", resource == RemoteDev::Gateway::"gateway");

        @id("security-approves") @reason("Security consents to it") @mfa("8h")
        permit (principal in RemoteDev::Role::"security", action == RemoteDev::Action::"approvePolicy", resource == RemoteDev::Gateway::"gateway");
        """;

    public const string Tests = """
        cases:
          - name: Ada works in Lagos office hours
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: browse
            resource: environment payments-ide
            expect: permit
          - name: Ada rests on Sundays
            person: ada
            at: Sun 09:30 Africa/Lagos
            action: browse
            resource: environment payments-ide
            expect: deny
        """;

    public static IReadOnlyList<CatalogDocument> Files { get; } =
        [new("catalogue.yaml", Yaml), new("policy.cedar", Cedar), new("policy.tests.yaml", Tests)];
}
