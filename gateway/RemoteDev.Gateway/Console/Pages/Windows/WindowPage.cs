using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Calendar;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Pages.Windows;

/// <summary>
/// One window: its hours as text and as a calendar, on its own clock and on the viewer's. What is typed is drawn before it is
/// saved, and a save that closes the window for somebody at work says so first.
/// </summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class WindowPage(CatalogRoom catalog, EditImpact impact, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    [BindProperty]
    public string? Weekly { get; set; }

    [BindProperty]
    public string? Closings { get; set; }

    [BindProperty]
    public string? Openings { get; set; }

    [BindProperty]
    public string? ValidFrom { get; set; }

    [BindProperty]
    public string? ValidThrough { get; set; }

    /// <summary>The consequences the person has read and wants.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Week { get; set; }

    public WindowEntry? Window { get; private set; }

    /// <summary>What the calendar shows: the window as saved, or as typed.</summary>
    public WindowDefinition? Drawn { get; private set; }

    /// <summary>True while the calendar shows what is typed and not yet saved.</summary>
    public bool IsDraft { get; private set; }

    /// <summary>What saving would end now.</summary>
    public IReadOnlyList<string> Consequences { get; private set; } = [];

    public Instant Instant => Instant.FromDateTimeOffset(Now);

    public LocalDate Day => LocalDatePattern.Iso.Parse(Week ?? "").TryGetValue(default, out var day) && day.Year is > 1999 and < 2199
        ? day
        : Instant.InZone(Drawn?.Zone ?? Viewer.Zone).Date;

    public WeekView Theirs => WeekView.Of(Drawn!, Day, Drawn!.Zone, Instant);

    public WeekView Mine => WeekView.Of(Drawn!, Day, Viewer.Zone, Instant);

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            (Zone, Weekly) = (Viewer.Zone.Id, "Mon-Fri 09:00-17:00");
            return Page();
        }

        if (!Find(name))
        {
            return NotFound();
        }

        Fill(Window!.Text);
        Drawn = Window.Definition;
        See(CatalogKind.Window, name);
        return Page();
    }

    /// <summary>Draws what is typed.</summary>
    public IActionResult OnPostPreview([FromRoute] string? name) =>
        name is not null && !Find(name) ? NotFound() : Show(Typed(name));

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        var text = Typed(name);
        Show(text);
        if (Faults.Any || (Consequences.Count > 0 && Accepted != string.Join('\n', Consequences)))
        {
            return Page();
        }

        if (!await SaveAsync(CatalogKind.Window, text.Name, [new CatalogEdit.PutWindow(text)], cancellationToken))
        {
            return Page();
        }

        Done($"{text.Name} was saved. {WindowPhrases.Next(Drawn!, Instant)}.");
        return Redirect($"/windows/{text.Name}");
    }

    private WindowText Typed(string? name) =>
        WindowForm.Read(name ?? FormText.One(Name), Zone, Weekly, Closings, Openings, ValidFrom, ValidThrough);

    private PageResult Show(WindowText text)
    {
        var reading = WindowDefinition.Read(text);
        Faults.Take(reading.Faults.Select(fault => new CatalogFault($"windows/{text.Name}/{fault.Field}", fault.Message)), $"windows/{text.Name}");
        Drawn = reading.Definition ?? Window?.Definition;
        IsDraft = reading.Succeeded;
        Consequences = reading.Succeeded ? [.. impact.Of([new CatalogEdit.PutWindow(text)]).Select(ending => ending.Words)] : [];
        return Page();
    }

    private bool Find(string name)
    {
        Window = Catalog.Current.Windows.GetValueOrDefault(name);
        return Window is not null;
    }

    private void Fill(WindowText text)
    {
        (Name, Zone, ValidFrom, ValidThrough) = (text.Name, text.Zone, text.ValidFrom, text.ValidThrough);
        (Weekly, Closings, Openings) = (WindowForm.Write(text.Weekly), WindowForm.Write(text.Closings), WindowForm.Write(text.Openings));
    }
}
