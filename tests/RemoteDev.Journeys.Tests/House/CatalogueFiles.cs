using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>A copy of the demo's catalogue with this machine's places filled in, to be changed and applied.</summary>
internal sealed class CatalogueFiles
{
    private readonly ClientNetwork _inside;

    public CatalogueFiles(string folder, ClientNetwork inside)
    {
        _inside = inside;
        Folder = folder;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Checkout.Path("deploy", "catalogue")))
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), FillIn(File.ReadAllText(file)));
        }
    }

    public string Folder { get; }

    /// <summary>Puts a text in a file's place.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Replaces a text in a file; fails when it is not there.</summary>
    public void Replace(string file, string text, string with)
    {
        var path = Path.Combine(Folder, file);
        var old = File.ReadAllText(path);
        Assert.Contains(text, old, StringComparison.Ordinal);
        File.WriteAllText(path, old.Replace(text, with, StringComparison.Ordinal));
    }

    /// <summary>
    /// Closes every window of the demo from this minute of Lagos on, for that many minutes or until midnight. An hour, not a day: the
    /// policy's own test cases look at other hours of the week and must go on to hold.
    /// </summary>
    public void CloseWindows(DateTimeOffset from, int minutes = 60)
    {
        var lagos = from.ToOffset(TimeSpan.FromHours(1));
        var end = lagos.AddMinutes(minutes);
        var until = end.Date == lagos.Date ? $"{end:HH:mm}" : "24:00";
        var closing = $"""
                closings:
                  - date: {lagos:yyyy-MM-dd}
                    hours: {lagos:HH:mm}-{until}
                    note: a journey closes it

            """;
        if (lagos.DayOfWeek == DayOfWeek.Tuesday)
        {
            // The cases' "Tue" is this very day; they hold on any day of work.
            Replace("policy.tests.yaml", "at: Tue ", "at: Wed ");
        }

        Replace("windows.yaml", "        hours: 00:00-24:00\n", "        hours: 00:00-24:00\n" + closing);
        Replace("windows.yaml", "        hours: 08:00-18:00\n", "        hours: 08:00-18:00\n" + closing);
    }

    private string FillIn(string text) => text
        .Replace("${REMOTEDEV_IDE_URL}", _inside.Ide.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("${REMOTEDEV_GIT_URL}", _inside.Git.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("${REMOTEDEV_WORKSPACE}", _inside.Workspace, StringComparison.Ordinal)
        .Replace("${REMOTEDEV_CODE_SERVER}", RequiredParts.CodeServer, StringComparison.Ordinal)
        .Replace("${REMOTEDEV_VM_URL}", _inside.Machine.OriginalString, StringComparison.Ordinal)
        .Replace("${REMOTEDEV_VM_LOGIN}", _inside.MachineLogin, StringComparison.Ordinal)
        .Replace("${REMOTEDEV_VM_HOST_KEY}", _inside.MachineHostKey, StringComparison.Ordinal);
}
