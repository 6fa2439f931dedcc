using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.Keys;

/// <summary>
/// Keeps data protection's keys in the database, sealed, so that what one gateway protected every other can open. Keys that an older
/// gateway kept as files are taken over once. The framework asks synchronously, at start and once a day.
/// </summary>
internal sealed class ProtectionKeyStore(
    IDbContextFactory<AccountContext> contexts, MasterKey master, string oldFolder, TimeProvider clock) : IXmlRepository, IReadinessPart
{
    private const string SealedElement = "sealedKey";

    private const string Foreign =
        "the protection keys in the database were sealed under another master.key: give every gateway that shares the database the same one";

    private volatile bool _isForeign;

    public string? WhyNotReady => _isForeign ? Foreign : null;

    /// <summary>Every key there is.</summary>
    /// <exception cref="InvalidOperationException">One of them cannot be opened here. Going on would make keys that the others cannot open.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        TakeOverFiles(context);
        var elements = context.ProtectionKeys.AsNoTracking().OrderBy(row => row.CreatedAt).Select(row => row.Xml).AsEnumerable().Select(xml => XElement.Parse(xml)).ToList();
        _isForeign = elements.Exists(element => !OpensHere(element));
        return _isForeign ? throw new InvalidOperationException(Foreign) : elements;
    }

    /// <summary>Adds a key, whose inside the framework had sealed by <see cref="MasterKeyXmlEncryptor"/>.</summary>
    /// <exception cref="InvalidOperationException">The keys that are there cannot be opened, so none is added.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        if (_isForeign)
        {
            throw new InvalidOperationException(Foreign);
        }

        using var context = contexts.CreateDbContext();
        Add(context, friendlyName, element);
        context.SaveChanges();
    }

    private void TakeOverFiles(AccountContext context)
    {
        if (!Directory.Exists(oldFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(oldFolder, "*.xml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!context.ProtectionKeys.Any(row => row.Name == name))
            {
                Add(context, name, XElement.Load(file));
            }
        }

        context.SaveChanges();
    }

    private void Add(AccountContext context, string name, XElement element) =>
        context.ProtectionKeys.Add(new ProtectionKeyRow
        {
            Name = name, Xml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = clock.GetUtcNow(),
        });

    private bool OpensHere(XElement element)
    {
        try
        {
            foreach (var box in element.Descendants(SealedElement))
            {
                CryptographicOperations.ZeroMemory(master.Open(Convert.FromBase64String(box.Value)));
            }

            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
