using System.Text.Json;

namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>The file that holds today's totals. Replaced whole, so a crash leaves the last complete one.</summary>
internal sealed class EgressStore(string path)
{
    private const long MaxBytes = 64 << 20;

    /// <summary>Reads the totals; none when there is no file yet.</summary>
    /// <exception cref="InvalidDataException">The file is damaged. Starting from zero would hand out a second budget.</exception>
    public EgressTotals Load()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            return file.Length <= MaxBytes && JsonSerializer.Deserialize(file, EgressJson.Default.EgressTotals) is { } totals
                ? totals
                : throw Damaged(null);
        }
        catch (FileNotFoundException)
        {
            return new EgressTotals([]);
        }
        catch (JsonException damaged)
        {
            throw Damaged(damaged);
        }
    }

    /// <summary>Durable when it returns.</summary>
    public void Save(EgressTotals totals)
    {
        var fresh = path + ".new";
        var ours = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            ours.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(fresh, ours))
        {
            JsonSerializer.Serialize(file, totals, EgressJson.Default.EgressTotals);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private InvalidDataException Damaged(Exception? inner) => new(
        $"{path} is damaged, so it is not known what left today. Move it away to start today's budgets anew.", inner);
}
