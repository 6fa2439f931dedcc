namespace RemoteDev.Gateway;

/// <summary>
/// Everything wrong with what the operator configured, collected over all rooms and reported at once: nobody should have to
/// start a gateway five times to learn of five mistakes.
/// </summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, Type> _sections = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> All => _faults;

    public bool Any => _faults.Count > 0;

    /// <summary>Adds one fault.</summary>
    /// <param name="key">The configuration key, <c>RemoteDev:Listen:Addresses</c>.</param>
    /// <param name="message">What is wrong and what would be right. Never the value of a secret.</param>
    public void Add(string key, string message) => _faults.Add($"{key}: {message}");

    /// <summary>Remembers that a section is read as this type, so that keys it does not have can be told from those it has.</summary>
    public void Know(string section, Type type) => _sections[section] = type;

    /// <summary>Adds a fault for each key below RemoteDev that no room reads. A misspelt limit must not be an absent limit.</summary>
    public void FindUnknownKeys(IConfiguration configuration)
    {
        foreach (var child in configuration.GetSection(RoomOptions.Root).GetChildren())
        {
            FindUnknownKeys(child);
        }
    }

    private static System.Reflection.PropertyInfo? Property(Type type, string name) => Array.Find(
        type.GetProperties(), property => property.CanWrite && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void FindUnknownKeys(IConfigurationSection section)
    {
        if (_sections.ContainsKey(section.Path))
        {
            foreach (var child in section.GetChildren())
            {
                FindUnknownKeys(child);
            }

            return;
        }

        var parent = section.Path[..section.Path.LastIndexOf(':')];
        if (!_sections.TryGetValue(parent, out var type) || Property(type, section.Key) is not { } property)
        {
            Add(section.Path, "there is no such setting. Check the spelling.");
        }
        else if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Dictionary<,>))
        {
            // The names are the operator's; what stands below each is ours.
            foreach (var named in section.GetChildren())
            {
                Know(named.Path, property.PropertyType.GetGenericArguments()[1]);
                FindUnknownKeys(named);
            }
        }
        else if (property.PropertyType.IsClass && property.PropertyType != typeof(string) && !property.PropertyType.IsArray)
        {
            Know(section.Path, property.PropertyType);
            FindUnknownKeys(section);
        }
    }
}
