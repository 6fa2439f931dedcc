using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>How environments are reached by SSH.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122120000_SshTargets")]
internal sealed class M20261122SshTargets : Migration
{
    private const string Environments = "catalog_environments";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("ssh", Environments, nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("ssh", Environments);
}
