using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace RemoteDev.Gateway.Console.Pages.Enrol;

/// <summary>A QR code as an SVG element: one path, no script, no style, nothing that the page's policy would have to allow.</summary>
internal static class QrPicture
{
    /// <summary>The picture.</summary>
    /// <param name="label">What a screen reader says of it.</param>
    public static IHtmlContent Of(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    path.Append($"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new HtmlContentBuilder()
            .AppendHtml($"<svg viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"")
            .Append(label)
            .AppendHtml($"\"><path fill=\"#fff\" d=\"M0 0h{rows.Count}v{rows.Count}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>");
    }
}
