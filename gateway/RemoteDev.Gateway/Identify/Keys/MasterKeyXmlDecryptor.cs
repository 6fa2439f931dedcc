using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace RemoteDev.Gateway.Identify.Keys;

/// <summary>Decrypts data protection's keys. The framework finds it by the name written beside each key.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<MasterKey>().Open(Convert.FromBase64String(encryptedElement.Value))));
}
