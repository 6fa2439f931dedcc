using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>One person: what policy knows of them, and what is done to them: invite, suspend, restore.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class PersonPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Vendor { get; set; }

    [BindProperty]
    public string? Provider { get; set; }

    [BindProperty]
    public string? TimeZone { get; set; }

    [BindProperty]
    public string? Attestations { get; set; }

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    public CatalogSnapshot Snapshot => Catalog.Current;

    /// <summary>The person as the catalogue has them, or null while one is added.</summary>
    public PersonEntry? Person { get; private set; }

    public IEnumerable<FieldChoice> RoleChoices =>
        Snapshot.Roles.Values.OrderBy(role => role.DisplayName, StringComparer.Ordinal).Select(role => new FieldChoice(
            role.Name,
            role.DisplayName,
            Note(role),
            role.Administrative && !(Snapshot.People.GetValueOrDefault(Viewer.Login)?.Roles.Contains(role.Name, StringComparer.Ordinal) ?? false)));

    public IEnumerable<FieldChoice> VendorChoices =>
        Snapshot.Vendors.Values.OrderBy(vendor => vendor.DisplayName, StringComparer.Ordinal)
            .Select(vendor => new FieldChoice(vendor.Name, vendor.DisplayName)).Prepend(new FieldChoice("", "The client"));

    public IEnumerable<FieldChoice> ProviderChoices =>
        Snapshot.Providers.Values.OrderBy(provider => provider.DisplayName, StringComparer.Ordinal)
            .Select(provider => new FieldChoice(provider.Name, provider.DisplayName)).Prepend(new FieldChoice("", "A local account"));

    public IActionResult OnGet([FromRoute] string? login)
    {
        if (login is null)
        {
            (Vendor, TimeZone) = (HttpContext.Request.Query["vendor"], Viewer.Zone.Id);
            return Page();
        }

        if (!Find(login))
        {
            return NotFound();
        }

        Fill(Person!);
        See(CatalogKind.Person, login);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? login, CancellationToken cancellationToken)
    {
        if (login is not null && !Find(login))
        {
            return NotFound();
        }

        var name = login ?? FormText.One(Login).ToLowerInvariant();
        var papers = ReadAttestations();
        if (Faults.Any)
        {
            return Page();
        }

        var entry = new PersonEntry(
            name,
            FormText.One(DisplayName),
            FormText.One(Email),
            FormText.OrNull(Vendor),
            [.. Roles.Distinct(StringComparer.Ordinal)],
            Person?.Suspended ?? false,
            FormText.One(TimeZone),
            [.. papers])
        {
            Provider = FormText.OrNull(Provider),
        };
        if (!await SaveAsync(CatalogKind.Person, name, [new CatalogEdit.PutPerson(entry)], cancellationToken))
        {
            return Page();
        }

        Done(login is null ? $"{entry.DisplayName} is in the catalogue. Invite them from this page." : $"{entry.DisplayName} was saved.");
        return Redirect($"/people/{name}");
    }

    private string? Note(RoleEntry role) => Person?.ProviderRoles.Contains(role.Name, StringComparer.Ordinal) == true
        ? "By a rule of the provider: taken here, it comes back with the next sign-in."
        : role.Administrative ? "Administrative: only its holders grant it." : null;

    private bool Find(string login)
    {
        Person = Snapshot.People.GetValueOrDefault(login);
        return Person is not null;
    }

    private void Fill(PersonEntry person)
    {
        (Login, DisplayName, Email, Vendor, TimeZone) = (person.Login, person.DisplayName, person.Email, person.Vendor, person.TimeZone);
        (Provider, Roles) = (person.Provider, [.. person.Roles]);
        Attestations = FormText.Join(person.Attestations.Select(paper => $"{paper.Kind} {paper.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"));
    }

    // A line that was not touched is the paper as it is on file, with its document and who signed.
    private static bool IsDay(AttestationEntry paper, DateTimeOffset day) => paper.ExpiresAt.UtcDateTime.Date == day.UtcDateTime.Date;

    private List<AttestationEntry> ReadAttestations()
    {
        var papers = new List<AttestationEntry>();
        var line = 0;
        foreach (var text in FormText.Lines(Attestations))
        {
            line++;
            var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && DateTimeOffset.TryParseExact(
                parts[1], ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires))
            {
                papers.Add(Person?.Attestations.FirstOrDefault(paper => paper.Kind == parts[0] && IsDay(paper, expires)) ?? new AttestationEntry(parts[0], expires));
            }
            else
            {
                Faults.Add("attestations", $"line {line}: write the paper and the day it expires, like nda 2027-06-30");
            }
        }

        return papers;
    }
}
