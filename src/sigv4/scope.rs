//! For which day, region and service a signature is good, and how the host tells the last two.

use super::address::Address;
use super::{Options, invalid};
use crate::error::Result;
use crate::text;

/// The service of APIs under their own domain.
const DEFAULT_SERVICE: &str = "execute-api";
const DEFAULT_REGION: &str = "us-east-1";

/// The scope of a signature.
#[derive(Debug)]
pub(super) struct Scope {
    /// The time, as `x-amz-date` has it.
    pub(super) time: String,
    pub(super) region: String,
    pub(super) service: String,
    /// Day, region and service, as a credential has them.
    pub(super) text: String,
}

impl Scope {
    /// What the options say, or else the host.
    pub(super) fn new(address: &Address<'_>, options: &Options<'_>) -> Result<Self> {
        let (service, region) = of_host(&address.host_name, address.is_websocket);
        let service = options.service.map(str::to_owned).or(service).unwrap_or_else(|| DEFAULT_SERVICE.to_owned());
        let region = options.region.or(region).or(options.default_region).unwrap_or(DEFAULT_REGION).to_owned();
        let is_name = |name: &str| {
            (1..=64).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !is_name(&service) {
            return Err(invalid("`service` is not the name of a service, such as execute-api"));
        }
        if !is_name(&region) {
            return Err(invalid("`region` is not the name of a region, such as us-east-1"));
        }
        let Some(time) = options.time.basic_iso() else {
            return Err(invalid("`date` is not a time that a signature can have"));
        };
        let day = text::before_any(&time, b"T");
        let text = [day, "/", &region, "/", &service, "/aws4_request"].concat();
        Ok(Self { time, region, service, text })
    }

    /// The day, as `YYYYMMDD`.
    pub(super) fn day(&self) -> &str {
        text::before_any(&self.time, b"T")
    }

    /// Whether S3's rules apply.
    pub(super) fn is_s3(&self) -> bool {
        matches!(&*self.service, "s3" | "s3-object-lambda" | "s3-outposts")
    }
}

/// The service and the region that a host of AWS is for.
fn of_host(host: &str, is_websocket: bool) -> (Option<String>, Option<&str>) {
    let labels: Vec<&str> = text::split(host, b'.').collect();
    let (own, region) = match labels.as_slice() {
        [_, "lambda-url", region, "on", "aws"] => return (Some("lambda".to_owned()), Some(region)),
        [own @ .., "amazonaws", "com", "cn"] | [own @ .., "amazonaws", "com" | "eu"] => match own {
            // S3's oldest address, and services that are the same everywhere.
            [.., "s3" | "s3-accelerate"] | [_, "s3-accelerate", "dualstack"] => {
                return (Some("s3".to_owned()), Some(DEFAULT_REGION));
            }
            [global] => return (Some((*global).to_owned()), Some(DEFAULT_REGION)),
            [own @ .., "dualstack", region] | [own @ .., region] => (own, *region),
            [] => return (None, None),
        },
        _ => return (None, None),
    };
    let Some(label) = own.last() else { return (None, Some(region)) };
    let label = label.strip_suffix("-fips").unwrap_or(label);
    let service = match label {
        "appsync-api" | "appsync-realtime-api" => "appsync",
        "iot" if is_websocket => "iotdevicegateway",
        "iot" if own.len() > 1 => "iotdata",
        // The websockets of API Gateway, and their callback addresses, have the service of the rest.
        other => other,
    };
    (Some(service.to_owned()), Some(region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_aws_tell_service_and_region() {
        for (host, service, region) in [
            ("abc123.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1"),
            ("abc123.execute-api-fips.us-gov-west-1.amazonaws.com", "execute-api", "us-gov-west-1"),
            ("abc123.execute-api.cn-north-1.amazonaws.com.cn", "execute-api", "cn-north-1"),
            ("xyz.appsync-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
            ("xyz.appsync-realtime-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
            ("bucket.s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("my.bucket.s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("bucket.s3.dualstack.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("bucket.s3.amazonaws.com", "s3", "us-east-1"),
            ("s3.amazonaws.com", "s3", "us-east-1"),
            ("bucket.s3-accelerate.amazonaws.com", "s3", "us-east-1"),
            ("dynamodb.ap-south-1.amazonaws.com", "dynamodb", "ap-south-1"),
            ("cognito-identity.eusc-de-east-1.amazonaws.eu", "cognito-identity", "eusc-de-east-1"),
            ("sts.amazonaws.com", "sts", "us-east-1"),
            ("a1b2-ats.iot.us-west-2.amazonaws.com", "iotdata", "us-west-2"),
            ("iot.us-west-2.amazonaws.com", "iot", "us-west-2"),
            ("abcd.lambda-url.us-east-2.on.aws", "lambda", "us-east-2"),
        ] {
            assert_eq!(of_host(host, false), (Some(service.to_owned()), Some(region)), "{host}");
        }
        let (service, region) = of_host("a1b2-ats.iot.us-west-2.amazonaws.com", true);
        assert_eq!((service.as_deref(), region), (Some("iotdevicegateway"), Some("us-west-2")));
    }

    #[test]
    fn other_hosts_tell_nothing() {
        for host in [
            "api.example.com",
            "localhost",
            "amazonaws.com",
            "execute-api.us-east-1.amazonaws.com.example.com",
            "amazonaws.com.evil.example",
        ] {
            assert_eq!(of_host(host, false), (None, None), "{host}");
        }
    }

    #[test]
    fn options_come_before_the_host_and_the_default_region_after_it() {
        let scope = |url: &str, options: Options<'_>| Scope::new(&Address::parse(url).unwrap(), &options).unwrap().text;
        let aws = "https://a.execute-api.eu-west-1.amazonaws.com/";
        assert_eq!(
            scope(aws, Options { default_region: Some("us-east-2"), ..Options::default() }),
            "19700101/eu-west-1/execute-api/aws4_request"
        );
        assert_eq!(
            scope(aws, Options { service: Some("x"), region: Some("y"), ..Options::default() }),
            "19700101/y/x/aws4_request"
        );
        let own = "https://api.example.com/";
        assert_eq!(
            scope(own, Options { default_region: Some("us-east-2"), ..Options::default() }),
            "19700101/us-east-2/execute-api/aws4_request"
        );
        assert_eq!(scope(own, Options::default()), "19700101/us-east-1/execute-api/aws4_request");
    }

    #[test]
    fn names_that_would_change_the_scope_are_refused() {
        let address = Address::parse("https://a.example/").unwrap();
        for name in ["", "a/b", "A", "a b", "a\n", "é", &"a".repeat(65)] {
            assert!(Scope::new(&address, &Options { service: Some(name), ..Options::default() }).is_err(), "{name:?}");
            assert!(Scope::new(&address, &Options { region: Some(name), ..Options::default() }).is_err(), "{name:?}");
        }
    }
}
