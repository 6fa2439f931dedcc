using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Identify.Keys;

/// <summary>Data protection with keys that are kept, and kept encrypted.</summary>
internal static class KeyServices
{
    /// <summary>Bound into every protected value; a change of it would make them all unreadable.</summary>
    private const string ApplicationName = "RemoteDev.Gateway";

    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var data = provider.GetRequiredService<DataFolder>();
            return MasterKey.At(data.File("master.key"), data.File("keys"));
        });
        services.AddSingleton<IKeySeal>(provider => provider.GetRequiredService<MasterKey>());
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddOptions<KeyManagementOptions>().Configure<MasterKey, DataFolder, ILoggerFactory>((options, master, data, logs) =>
        {
            options.XmlRepository = new FileSystemXmlRepository(KeyFolder(data), logs);
            options.XmlEncryptor = new MasterKeyXmlEncryptor(master);
        });
        return services;
    }

    private static DirectoryInfo KeyFolder(DataFolder data)
    {
        var path = data.File("keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
