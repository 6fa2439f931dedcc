using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Identify.Keys;

/// <summary>Data protection with keys that are kept, kept encrypted, and the same at every gateway that shares the database.</summary>
internal static class KeyServices
{
    /// <summary>Bound into every protected value; a change of it would make them all unreadable.</summary>
    private const string ApplicationName = "RemoteDev.Gateway";

    private const string OldFolder = "keys";

    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var data = provider.GetRequiredService<DataFolder>();
            return MasterKey.At(data.File("master.key"), data.File(OldFolder));
        });
        services.AddSingleton<IKeySeal>(provider => provider.GetRequiredService<MasterKey>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ProtectionKeyStore>(provider, provider.GetRequiredService<DataFolder>().File(OldFolder)));
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<ProtectionKeyStore>());
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddOptions<KeyManagementOptions>().Configure<MasterKey, ProtectionKeyStore>((options, master, store) =>
        {
            options.XmlRepository = store;
            options.XmlEncryptor = new MasterKeyXmlEncryptor(master);
        });
        return services;
    }
}
