namespace RemoteDev.Gateway;

/// <summary>How every room reads its options: bound once, checked at once, never reloaded in place.</summary>
internal static class RoomOptions
{
    /// <summary>The section all settings live under; <c>RemoteDev__PublicOrigin</c> as an environment variable.</summary>
    public const string Root = "RemoteDev";

    /// <summary>Binds a section, checks it and registers the options as a singleton.</summary>
    /// <param name="section">Below <see cref="Root"/>; empty for the root itself.</param>
    /// <param name="check">Adds every fault it finds, and does not stop at the first.</param>
    public static T AddRoomOptions<T>(this WebApplicationBuilder builder, string section, Action<T, OptionFaults> check)
        where T : class, new()
    {
        var faults = builder.Faults();
        var path = section.Length == 0 ? Root : $"{Root}:{section}";
        faults.Know(path, typeof(T));
        var options = new T();
        try
        {
            builder.Configuration.GetSection(path).Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder's own words name the key and the type it wanted; the value stays out of them only in the inner one.
            faults.Add(path, unreadable.Message);
        }

        check(options, faults);
        builder.Services.AddSingleton(options);
        return options;
    }

    /// <summary>The faults found so far; one list for all rooms of one builder.</summary>
    public static OptionFaults Faults(this WebApplicationBuilder builder)
    {
        foreach (var service in builder.Services)
        {
            if (service.ServiceType == typeof(OptionFaults))
            {
                return (OptionFaults)service.ImplementationInstance!;
            }
        }

        var faults = new OptionFaults();
        builder.Services.AddSingleton(faults);
        return faults;
    }

    /// <summary>Called when all rooms are registered: writes every fault, and says whether there was none.</summary>
    public static bool ConfigurationHolds(this WebApplicationBuilder builder, TextWriter errors)
    {
        var faults = builder.Faults();
        faults.FindUnknownKeys(builder.Configuration);
        if (faults.Any)
        {
            errors.WriteLine($"The gateway does not start: {faults.All.Count} fault(s) in its configuration.");
            foreach (var fault in faults.All)
            {
                errors.WriteLine($"  {fault}");
            }
        }

        return !faults.Any;
    }
}
