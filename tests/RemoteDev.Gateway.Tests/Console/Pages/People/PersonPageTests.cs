using System.Net;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Pages.People;

public sealed class PersonPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Keeps_WhatWasTyped_AndSaysWhatIsWrongAtItsField()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/dev", ("displayName", "Dayo <b>Typed</b>"), ("timeZone", "Africa/Lagoss"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Dayo &lt;b&gt;Typed&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Africa/Lagoss", page, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"f-timeZone\"[^>]*aria-invalid=\"true\"", page);
        Assert.Contains("Nothing was changed", page, StringComparison.Ordinal);
        Assert.Equal("Dayo Developer", host.Catalog.Current.People["dev"].DisplayName);
    }

    [Fact]
    public async Task Shows_OtherPersonsEdit_AndOverwritesOnlyKnowingly()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/people/dev"), ("displayName", "Dayo Mine"));
        var dev = host.Catalog.Current.People["dev"];
        await host.EditAsync(new CatalogEdit.PutPerson(dev with { DisplayName = "Dayo Theirs" }));

        using var first = await ada.PostAsync("/people/dev", form);
        var page = await first.Content.ReadAsStringAsync();
        Assert.Equal("Dayo Theirs", host.Catalog.Current.People["dev"].DisplayName);
        Assert.Contains("Dayo Theirs", page, StringComparison.Ordinal);
        Assert.Contains("Dayo Mine", page, StringComparison.Ordinal);

        using var second = await ada.PostAsync("/people/dev", ConsoleBrowser.Filled(page));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal("Dayo Mine", host.Catalog.Current.People["dev"].DisplayName);
        await host.EditAsync(new CatalogEdit.PutPerson(dev));
    }

    [Fact]
    public async Task Saves_WhenOthersEditedElsewhere()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/people/dev"), ("email", "dayo@example.com"));
        await host.EditAsync(new CatalogEdit.PutVendor(host.Catalog.Current.Vendors["acme"] with { DisplayName = $"Acme {Guid.NewGuid():N}" }));
        using var response = await ada.PostAsync("/people/dev", form);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("dayo@example.com", host.Catalog.Current.People["dev"].Email);
    }

    [Fact]
    public async Task Refuses_NewPerson_OfALoginThatExists()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/new/person", ("login", "sam"), ("displayName", "Other Sam"), ("email", "o@example.com"), ("timeZone", "Europe/Berlin"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Sam Security", host.Catalog.Current.People["sam"].DisplayName);
    }

    [Fact]
    public async Task Adds_Person()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync(
            "/new/person", ("login", "Nia"), ("displayName", "Nia New"), ("email", "nia@example.com"), ("vendor", "acme"), ("timeZone", "Africa/Lagos"),
            ("attestations", "nda 2027-06-30"));
        Assert.Equal("/people/nia", response.Headers.Location?.OriginalString);
        var nia = host.Catalog.Current.People["nia"];
        Assert.Equal(("Nia New", "acme", "nda"), (nia.DisplayName, nia.Vendor, Assert.Single(nia.Attestations).Kind));
    }

    [Theory]
    [InlineData("nda")]
    [InlineData("nda tomorrow")]
    [InlineData("nda 30.06.2027")]
    public async Task Refuses_PaperWithoutADay(string paper)
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/dev", ("attestations", paper));
        Assert.Contains("line 1: write the paper", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_RoleTheEditorDoesNotHold()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/dev", ("roles", "security"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("security", host.Catalog.Current.People["dev"].Roles, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Answers_NotFound_ForNobody()
    {
        using var ada = host.Browse("ada");
        await ada.ReadAsync("/people/nobody", HttpStatusCode.NotFound);
    }
}
